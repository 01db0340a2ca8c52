// Keeps what the trainer's windows are made of in this browser, so that a reload shows the talk while the server is away.

/** @param base path up to the key, @param deck the one that is presented */
export function keepOffline(base: string, deck: string): void {
  if (!('serviceWorker' in navigator)) return
  void (async () => {
    for (const old of await navigator.serviceWorker.getRegistrations())
      if (new URL(old.scope).pathname !== `${base}/`) await old.unregister()
    await navigator.serviceWorker.register(`${base}/room/worker.js`, { scope: `${base}/` })
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ deck })
  })().catch(() => {
    // Without it a reload needs the server, and nothing else does.
  })
}

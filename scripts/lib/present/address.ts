// The address on which guests are heard. Pure: the machine's interfaces are given.
import type { NetworkInterfaceInfo } from 'node:os'

/**
 * The one that was asked for, or the first IPv4 address of the local network.
 * @throws Error with the addresses that there are
 */
export function chooseAddress(
  asked: string | undefined,
  interfaces: Record<string, readonly NetworkInterfaceInfo[] | undefined>,
): string {
  const all = Object.values(interfaces).flatMap(addresses => addresses ?? [])
  const there = all.map(({ address }) => address)
  if (asked !== undefined) {
    if (there.includes(asked)) return asked
    throw new Error(`--address ${asked}: this machine has ${there.join(', ') || 'no address'}`)
  }
  const found = all.find(({ internal, family }) => !internal && family === 'IPv4')
  if (found) return found.address
  throw new Error('this machine is in no network: connect it, or name an address with --address')
}

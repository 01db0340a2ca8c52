// Programs that try to get out, to stay, or to take more than they were given. Each prints what it got; none needs a crate.

const C = `use std::ffi::*; #[allow(dead_code)] unsafe extern "C" {
  fn fork() -> c_int; fn setsid() -> c_int; fn sleep(s: c_uint) -> c_uint; fn usleep(us: c_uint) -> c_int; fn getppid() -> c_int; fn kill(pid: c_int, s: c_int) -> c_int; fn waitpid(pid: c_int, s: *mut c_int, o: c_int) -> c_int;
  fn socket(d: c_int, t: c_int, p: c_int) -> c_int; fn socketpair(d: c_int, t: c_int, p: c_int, v: *mut c_int) -> c_int; fn syscall(n: c_long, ...) -> c_long; fn setuid(u: c_uint) -> c_int; fn unshare(f: c_int) -> c_int;
}
`

/** Tries everything that needs no second program, and prints `name: outcome`, a line each. */
export const report = (host: {
  secret: string
  home: string
  folder: string
  socket: string
  abstract: string
  port: number
  server: number
}): string => `${C}
use std::{fs, io::Write, net::TcpStream, os::unix::net::*, os::linux::net::SocketAddrExt, os::unix::fs::symlink};
fn show<T, E: std::fmt::Debug>(name: &str, r: Result<T, E>) { println!("{name}: {}", if r.is_ok() { "GOT" } else { "refused" }); }
fn call(name: &str, r: c_long) { println!("{name}: {}", if r >= 0 { "GOT" } else { "refused" }); }
fn main() { unsafe {
  for path in ["${host.secret}", "/proc/${host.server}/environ", "/proc/1/root${host.secret}", "/tmp/../..${host.secret}", "/toolchains/0/../..${host.secret}", "/etc/passwd", "/etc/shadow", "/etc/hostname", "/proc/self/root/etc/machine-id", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/tty", "/dev/ptmx"] { show(&format!("read {path}"), fs::read(path).map(|_| ())); }
  for path in ["${host.home}", "${host.folder}", "/home", "/root", "/etc/ssl", "/var/run", "/run", "/sys", "/boot", "/work"] { show(&format!("list {path}"), fs::read_dir(path).map(|_| ())); }
  for path in ["/", "/usr/bin", "/usr/lib", "/etc", "/dev", "/toolchains/0", "/toolchains/0/bin", "/toolchains/0/lib/rustlib", "/proc", "/proc/sys/kernel", "/var", "${host.home}", "${host.folder}"] { show(&format!("write {path}"), fs::write(format!("{path}/ri-attack"), "x")); }
  show("overwrite the compiler", fs::OpenOptions::new().write(true).open("/toolchains/0/bin/rustc"));
  show("overwrite the shell", fs::OpenOptions::new().write(true).open("/usr/bin/sh"));
  show("core pattern", fs::write("/proc/sys/kernel/core_pattern", "|/tmp/x"));
  show("chmod the toolchain", fs::set_permissions("/toolchains/0/bin/rustc", std::os::unix::fs::PermissionsExt::from_mode(0o4777)));
  show("tcp to the host", TcpStream::connect(("127.0.0.1", ${host.port})));
  show("tcp to the network", TcpStream::connect_timeout(&"192.0.2.1:80".parse().unwrap(), std::time::Duration::from_millis(200)));
  show("udp out", std::net::UdpSocket::bind("0.0.0.0:0").and_then(|s| s.send_to(b"x", "192.0.2.1:53")));
  show("socket by path", UnixStream::connect("${host.socket}"));
  show("docker.sock", UnixStream::connect("/var/run/docker.sock"));
  show("abstract socket", UnixStream::connect_addr(&SocketAddr::from_abstract_name(b"${host.abstract}").unwrap()));
  symlink("${host.secret}", "link").unwrap(); show("through a link of its own", fs::read("link"));
  symlink("/proc/1/root", "up").unwrap(); show("through /proc/1/root", fs::read("up${host.secret}"));
  for (name, family) in [("netlink", 16), ("packet", 17), ("vsock", 40), ("alg", 38), ("bluetooth", 31)] { call(&format!("socket {name}"), socket(family, 3, 0) as c_long); }
  call("raw socket", socket(2, 3, 1) as c_long);
  call("ptrace", syscall(PTRACE, 16 as c_long, getppid() as c_long, 0 as c_long, 0 as c_long));
  call("new user namespace", unshare(0x10000000) as c_long); call("new mount namespace", unshare(0x00020000) as c_long);
  call("clone with namespaces", { let r = syscall(CLONE, 0x10000000 as c_long | 17, 0 as c_long, 0 as c_long, 0 as c_long, 0 as c_long); if r == 0 { std::process::exit(0) } r });
  call("become root", setuid(0) as c_long);
  call("memfd", syscall(MEMFD, c"x".as_ptr(), 0 as c_long)); call("shmget", syscall(SHMGET, 0 as c_long, 4096 as c_long, 0o1600 as c_long));
  call("io_uring", syscall(425, 1 as c_long, [0u8; 256].as_mut_ptr())); call("bpf", syscall(BPF, 0 as c_long, [0u8; 128].as_mut_ptr(), 128 as c_long)); call("keyctl", syscall(KEYCTL, 0 as c_long, -3 as c_long, 1 as c_long));
  println!("processes: {}", fs::read_dir("/proc").unwrap().filter(|d| d.as_ref().unwrap().file_name().to_str().unwrap().bytes().all(|b| b.is_ascii_digit())).count());
  println!("environment: {:?}", std::env::vars().map(|(k, _)| k).collect::<std::collections::BTreeSet<_>>());
  println!("first process: {}", String::from_utf8_lossy(&fs::read("/proc/1/cmdline").unwrap()).replace('\\0', " ").lines().next().unwrap());
  println!("first environment: {:?}", fs::read("/proc/1/environ").map(|e| String::from_utf8_lossy(&e).into_owned()).unwrap_or_default());
  let status = fs::read_to_string("/proc/self/status").unwrap();
  for key in ["CapEff", "CapPrm", "CapInh", "CapAmb", "CapBnd", "NoNewPrivs", "Seccomp"] { println!("{key}: {}", status.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(":")).unwrap().trim()); }
  let first = fs::read_to_string("/proc/1/status").unwrap(); for key in ["CapEff", "Seccomp"] { println!("first {key}: {}", first.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(":")).unwrap().trim()); }
  let setuid: Vec<_> = std::process::Command::new("/usr/bin/su").output().map(|_| ()).into_iter().collect(); println!("su: {}", if setuid.is_empty() { "refused" } else { "GOT" });
  let mut descriptors: Vec<_> = fs::read_dir("/proc/self/fd").unwrap().filter_map(|d| fs::read_link(d.unwrap().path()).ok()).map(|p| p.display().to_string()).filter(|p| !p.starts_with("/proc") && p != "/dev/null" && !p.starts_with("pipe:")&& !p.starts_with("socket:")).collect(); descriptors.sort(); println!("open: {descriptors:?}");
  for fd in 3..64 { if let Ok(mut f) = fs::OpenOptions::new().write(true).open(format!("/proc/1/fd/{fd}")) { let _ = f.write_all(b"compiled 7\\nlibrary\\n"); } }
} }
${NUMBERS}`

/** Numbers of system calls, for both architectures that have a filter. */
const NUMBERS = `
#[cfg(target_arch = "x86_64")] mod nr { use std::ffi::c_long; pub const PTRACE: c_long = 101; pub const CLONE: c_long = 56; pub const MEMFD: c_long = 319; pub const SHMGET: c_long = 29; pub const BPF: c_long = 321; pub const KEYCTL: c_long = 250; }
#[cfg(target_arch = "aarch64")] mod nr { use std::ffi::c_long; pub const PTRACE: c_long = 117; pub const CLONE: c_long = 220; pub const MEMFD: c_long = 279; pub const SHMGET: c_long = 194; pub const BPF: c_long = 280; pub const KEYCTL: c_long = 219; }
use nr::*;`

/** Sources that ask the compiler to show `secret`: by macro, as bytes, as a module, to the assembler, to the linker, by a build-time variable. */
export const compilerReads = (secret: string, server: number): Record<string, string> => ({
  'include_str!': `fn main() { println!("{}", include_str!("${secret}")) }`,
  'include_bytes! of an environment': `fn main() { println!("{:?}", std::str::from_utf8(include_bytes!("/proc/${server}/environ"))) }`,
  '#[path]': `#[path = "${secret}"] mod secret; fn main() {}`,
  'include!': `fn main() { include!("${secret}") }`,
  '.incbin': `core::arch::global_asm!(".globl secret", "secret:", ".incbin \\"${secret}\\""); unsafe extern "C" { static secret: u8; } fn main() { unsafe { println!("{}", secret) } }`,
  '.include in asm!': `fn main() { unsafe { core::arch::asm!(".include \\"${secret}\\"") } }`,
  'include_str! by /proc/self/root': `fn main() { println!("{}", include_str!("/proc/self/root${secret}")) }`,
  'include_str! by /proc/self/cwd': `fn main() { println!("{}", include_str!("/proc/self/cwd/../../../../..${secret}")) }`,
  'a library at a path': `#[link(name = "${secret}", kind = "static", modifiers = "+verbatim")] unsafe extern "C" {} fn main() {}`,
  'doc = include_str!': `#![doc = include_str!("${secret}")] fn main() { compile_error!(include_str!("${secret}")) }`,
})

/** Three children that hold 700 MiB each at once: under the limit for one, far above it together. */
export const threeChildren = `${C} fn main() { unsafe { for _ in 0..3 { if fork() == 0 { let v = vec![1u8; 700 << 20]; sleep(9); std::process::exit(v[5] as i32) } }
  let mut s = 0; for _ in 0..3 { waitpid(-1, &mut s, 0); } println!("all held"); } }`

/** Memory that belongs to no process: files in the box's memory, and a child that writes them again and again. */
export const fillFolder = (
  folder: string,
): string => `${C} use std::{fs, io::Write}; fn main() { let mut total = 0u64; let block = vec![1u8; 1 << 20]; let mut n = 0;
  'all: loop { n += 1; let Ok(mut f) = fs::File::create(format!("${folder}/ri-fill-{n}")) else { break }; for _ in 0..15 { if f.write_all(&block).is_err() { break 'all } total += 1 } if total > 4096 { break } } println!("written {total} MiB"); }`

export const manyFiles = `use std::fs; fn main() { for i in 0..3_000_000u32 { if fs::File::create(format!("/tmp/f{i}")).is_err() { println!("refused at {i}"); return } } println!("all made"); }`
export const manyThreads = `fn main() { let mut n = 0; loop { match std::thread::Builder::new().stack_size(65536).spawn(|| std::thread::sleep(std::time::Duration::from_secs(60))) { Ok(_) => n += 1, Err(_) => break } if n > 5000 { break } } println!("threads {n}"); std::process::exit(0) }`
export const forkBomb = `${C} fn main() { loop { unsafe { if fork() == 0 { setsid(); } } } }`
/** Forks, leaves the group and the session, closes its streams, and stays. */
export const daemon = `${C} unsafe extern "C" { fn close(fd: c_int) -> c_int; } fn main() { unsafe { if fork() == 0 { setsid(); if fork() == 0 { for fd in 0..64 { close(fd); } let v = vec![7u8; 50 << 20]; loop { sleep(v[3] as u32); } } std::process::exit(0) } usleep(300_000); } println!("started"); }`
/** Buffers of sockets lie in the kernel and belong to no process. */
export const socketBuffers = `${C} unsafe extern "C" { fn write(fd: c_int, b: *const u8, n: usize) -> isize; fn fcntl(fd: c_int, c: c_int, ...) -> c_int; } fn main() { unsafe { let block = vec![1u8; 65536]; let mut held = 0u64; for _ in 0..64 { if fork() == 0 { for _ in 0..2000 { let mut v = [0; 2]; if socketpair(1, 1, 0, v.as_mut_ptr()) < 0 { break } for fd in v { fcntl(fd, 4, 2048); loop { let n = write(fd, block.as_ptr(), block.len()); if n <= 0 { break } held += n as u64; } } } println!("{held}"); sleep(2); std::process::exit(0) } } let mut s = 0; while waitpid(-1, &mut s, 0) > 0 {} println!("done"); } }`
/** What an earlier run may have left, and what this one leaves. */
export const traces = `use std::fs; fn main() { for f in ["/tmp", "/dev/shm", "/var/tmp", "."] { let mut l: Vec<_> = fs::read_dir(f).map(|d| d.map(|e| e.unwrap().file_name().into_string().unwrap()).filter(|n| n.starts_with("ri-trace")).collect()).unwrap_or_default(); l.sort(); println!("{f}: {l:?}"); fs::write(format!("{f}/ri-trace-left"), vec![0u8; 1 << 20]).unwrap(); } }`

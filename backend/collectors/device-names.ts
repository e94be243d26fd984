/** Interfaces that are not a wire of the machine: loopback, bridges, tunnels, ends of containers, and what is stacked on others. */
const VIRTUAL_INTERFACE = new RegExp(`^(?:${[
  'lo', 'veth.*', 'docker.*', 'br[-_0-9].*', 'virbr.*', 'vmbr.*', 'vnet.*', 'tap.*', 'tun.*', 'wg.*', 'cni.*', 'flannel.*', 'cali.*', 'lxc.*', 'lxd.*',
  'kube.*', 'nodelocaldns', 'dummy.*', 'ifb.*', 'bond.*', 'team\\d.*', 'vlan.*', 'sit\\d.*', 'ip6?tnl.*', 'ip6?_vti.*', 'ip6?gre.*', 'gre.*', 'erspan.*', 'podman.*',
  'ovs.*', 'fwbr.*', 'fwpr.*', 'fwln.*', 'zt.*', 'tailscale.*', 'vxlan.*', 'geneve.*', 'macvtap.*', 'macvlan.*', 'nlmon.*', '.*[.:]\\d+',
].join('|')})$`);

/** Whether an interface carries the machine's own traffic; what is stacked on it would count it twice. */
export const isRealInterface = (name: string): boolean => !VIRTUAL_INTERFACE.test(name);

/** Block devices that are memory, images, media or stacked on disks. */
const VIRTUAL_DISK = /^(?:loop|ram|zram|dm-|md|sr|fd|nbd|drbd|bcache|zd)\d/;

export const isRealDisk = (name: string): boolean => !VIRTUAL_DISK.test(name);

/** Whether a block device is a part of another one in the list: sda1 of sda, nvme0n1p2 of nvme0n1. */
export function isPartition(name: string, names: readonly string[]): boolean {
  const whole = /^(.*?)p?\d+$/.exec(name);
  if (whole === null) return false;
  return names.some((other) => other !== name && name.startsWith(other) && /^p?\d+$/.test(name.slice(other.length)) && (/\d$/.test(other) === name.slice(other.length).startsWith('p')));
}

/** File systems without room of their own: memory, the kernel's, images, layers, and those of other machines. */
const VIRTUAL_FILE_SYSTEM = new RegExp(`^(?:${[
  'tmpfs', 'devtmpfs', 'ramfs', 'rootfs', 'overlay', 'overlayfs', 'aufs', 'unionfs', 'squashfs', 'erofs', 'cramfs', 'iso9660', 'udf', 'proc', 'sysfs', 'cgroup2?', 'devpts', 'mqueue',
  'securityfs', 'debugfs', 'tracefs', 'configfs', 'pstore', 'bpf', 'autofs', 'hugetlbfs', 'efivarfs', 'fusectl', 'binfmt_misc', 'nsfs', 'rpc_pipefs', 'selinuxfs', 'nfs\\d?', 'nfsd',
  'cifs', 'smb.*', '9p', 'virtiofs', 'ceph', 'afs', 'glusterfs', 'lustre', 'fuse', 'fuse\\..*', 'vboxsf', 'drvfs',
].join('|')})$`);

/** Whether a type of file system stands on a disk of the machine. */
export const isRealFileSystem = (type: string): boolean => !VIRTUAL_FILE_SYSTEM.test(type);

/** Space of one file system, in any unit. */
export type Space = { readonly size: number; readonly free: number; readonly available: number };

/** Share in use as df(1) says it: of what is used and available, not counting what is reserved for root. */
export function usedPercentOf({ size, free, available }: Space): number {
  const used = size - free;
  return used + available > 0 ? (used / (used + available)) * 100 : 0;
}

/** The fullest of several, or null; empty ones (size 0) are not counted. */
export function fullestOf(spaces: readonly Space[]): Space | null {
  let fullest: Space | null = null;
  for (const space of spaces) {
    if (space.size > 0 && (fullest === null || usedPercentOf(space) > usedPercentOf(fullest))) fullest = space;
  }
  return fullest;
}

import type { Sense } from '../collector.ts';
import { fullestOf, isRealFileSystem, usedPercentOf, type Space } from '../device-names.ts';

/**
 * Share used and bytes left on the fullest real file system. Source: df(1) in POSIX format, kB.
 * Only mounted file systems of disks are asked for, by name: a dead network or FUSE mount would hold df for ever. What still
 * hangs ends with `timeout`, where there is one; this sense comes last, so that a shell abandoned here has said all the rest.
 */
export const fileSystems: Sense = {
  name: 'file_systems',
  command: [
    'set --;',
    '[ -r /proc/mounts ] && while read -r device mount type rest; do',
    // Layers, images and memory are most of the mounts of a container host.
    'case $type in ext?|xfs|btrfs|zfs|jfs|reiserfs|f2fs|vfat|exfat|ntfs*|fuseblk|bcachefs|nilfs2|ufs|hfs*) ;; *) continue;; esac;',
    `case $mount in *\\\\*) mount=$(printf '%b' "$mount");; esac; set -- "$@" "$mount"; done </proc/mounts;`,
    '[ $# -gt 0 ] && $uc_timeout df -Pk "$@" </dev/null 2>/dev/null',
  ].join(' '),
  parse(output) {
    const spaces = output.split('\n').flatMap((line) => spaceOf(line) ?? []);
    const fullest = fullestOf(spaces);
    return fullest === null ? {} : { gauges: { disk_percent: usedPercentOf(fullest), disk_free_bytes: fullest.available * 1_024 } };
  },
};

/** One line of df -Pk: device, size, used, available, share, mount; device and mount may hold spaces. */
function spaceOf(line: string): Space | null {
  const match = /^(.+?)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+(?:\d+%|-)\s+\//.exec(line);
  if (match === null) return null;
  const [, device = '', size, used, available] = match;
  if (!isRealFileSystem(device)) return null;
  return { size: Number(size), free: Number(size) - Number(used), available: Math.max(0, Number(available)) };
}

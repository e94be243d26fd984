import type { Sense } from '../collector.ts';
import { isRealInterface } from '../device-names.ts';

/** Speed of links in bytes per second, asked once per shell. Source: /sys/class/net/<name>/speed in Mbit/s, -1 where unknown (sysfs-class-net). */
export const linkSpeed: Sense = {
  name: 'link_speed',
  command: [
    'for path in /sys/class/net/*; do case ${path##*/} in lo|veth*|cali*) continue;; esac;',
    // The kernel answers EINVAL for a link that is down.
    '{ read -r speed <"$path/speed"; } 2>/dev/null && uc_say "${path##*/} $speed"; done',
  ].join(' '),
  parse(output) {
    const speeds: Record<string, number> = {};
    for (const line of output.split('\n')) {
      const [name = '', megabits = ''] = line.split(' ');
      if (Number(megabits) > 0 && isRealInterface(name)) speeds[name] = Number(megabits) * 125_000;
    }
    return { speeds };
  },
};

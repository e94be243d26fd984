import type { Sense } from '../collector.ts';
import { isRealInterface } from '../device-names.ts';

/** Bytes received and sent, errors and drops of both directions, per real interface. Source: /proc/net/dev, proc_pid_net(5). */
export const network: Sense = {
  name: 'network',
  file: '/proc/net/dev',
  command: '[ -r /proc/net/dev ] && while read -r line; do case $line in lo:*|veth*|cali*) ;; *:*) uc_say "$line";; esac; done </proc/net/dev',
  parse(output) {
    const names: string[] = [];
    const values: number[] = [];
    for (const line of output.split('\n')) {
      const colon = line.lastIndexOf(':');
      const name = line.slice(0, colon).trim();
      if (colon < 0 || !isRealInterface(name)) continue;
      const fields = line.slice(colon + 1).trim().split(/\s+/).map(Number);
      const [received = NaN, , receiveErrors = NaN, receiveDrops = NaN, , , , , sent = NaN, , sendErrors = NaN, sendDrops = NaN] = fields;
      const errors = receiveErrors + receiveDrops + sendErrors + sendDrops;
      if (!Number.isFinite(received + sent + errors)) throw new SyntaxError(`Unexpected /proc/net/dev: ${JSON.stringify(line.slice(0, 200))}`);
      names.push(name);
      values.push(received, sent, errors);
    }
    return names.length === 0 ? {} : { counters: { network: { names, values } } };
  },
};

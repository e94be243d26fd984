import type { Sense } from '../collector.ts';

/** Established TCP connections. Source: /proc/net/snmp, Tcp CurrEstab (RFC 4022). */
export const tcp: Sense = {
  name: 'tcp',
  file: '/proc/net/snmp',
  command: '[ -r /proc/net/snmp ] && while read -r line; do case $line in Tcp:*) uc_say "$line";; esac; done </proc/net/snmp',
  parse(output) {
    const [names = [], values = []] = output.split('\n').filter((line) => line.startsWith('Tcp:')).map((line) => line.split(/\s+/));
    const connections = Number(values[names.indexOf('CurrEstab')]);
    if (!Number.isFinite(connections)) throw new SyntaxError(`Unexpected /proc/net/snmp: ${JSON.stringify(output.slice(0, 200))}`);
    return { gauges: { connections } };
  },
};

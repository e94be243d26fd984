import type { Sense } from '../collector.ts';

/** Host name, kernel and operating system, asked once per shell. Source: proc_sys_kernel(5), os-release(5). */
export const identity: Sense = {
  name: 'identity',
  command: [
    'uc_line /proc/sys/kernel/hostname; uc_line /proc/sys/kernel/osrelease;',
    '[ -r /etc/os-release ] && while read -r line; do case $line in PRETTY_NAME=*) uc_say "$line";; esac; done </etc/os-release',
  ].join(' '),
  parse(output) {
    const [hostname = '', kernel = '', ...release] = output.split('\n');
    const name = release.find((line) => line.startsWith('PRETTY_NAME='))?.slice('PRETTY_NAME='.length) ?? '';
    const os = /^(["']).*\1$/.test(name) ? name.slice(1, -1) : name;
    return { facts: { ...(hostname && { hostname }), ...(kernel && { kernel }), ...(os && { os }) } };
  },
};

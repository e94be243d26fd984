import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { freePort, untilListening } from './sshd.ts';

const PROGRAM = '/usr/bin/prometheus-node-exporter';

/** Why no node_exporter can be started here, or "". */
export const nodeExporterMissing = existsSync(PROGRAM) ? '' : 'node_exporter is not installed; type: apt-get install -y prometheus-node-exporter';

export type NodeExporter = {
  readonly host: string;
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops or continues the process without closing anything: it hangs. */
  freeze(): void;
  thaw(): void;
};

/** A real node_exporter of Debian's package on a loopback address and a free port. */
export async function startNodeExporter(options: { host?: string } = {}): Promise<NodeExporter> {
  const host = options.host ?? '127.0.0.1';
  const port = await freePort(host);
  let child: ChildProcess | null = null;
  const exporter: NodeExporter = {
    host, port,
    async start() {
      child = spawn(PROGRAM, [`--web.listen-address=${host}:${port}`, '--log.level=error'], { stdio: 'ignore' });
      await untilListening(host, port);
    },
    async stop() {
      const ended = child;
      child = null;
      if (ended?.exitCode !== null) return;
      const gone = new Promise((resolve) => ended.once('exit', resolve));
      ended.kill('SIGKILL');
      await gone;
    },
    freeze: () => { child?.kill('SIGSTOP'); },
    thaw: () => { child?.kill('SIGCONT'); },
  };
  await exporter.start();
  return exporter;
}

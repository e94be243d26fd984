import type { SourceKind } from '../contract/source.ts';
import type { Collector } from './collector.ts';
import { local } from './local.ts';
import { nodeExporter } from './node-exporter.ts';
import { ssh } from './ssh.ts';

/** Every collector there is, by the kind of source it reads. A kind without one is reached by TCP only. */
export const COLLECTORS: Readonly<Partial<Record<SourceKind, Collector>>> = { local, ssh, node_exporter: nodeExporter };

import type { Source } from '../contract/source.ts';
import type { ConnectionType } from '../contract/statuses.ts';
import type { Attempt, PortOutcome } from './health.ts';

/** Ports on which a server's source listens, so known to answer while the server is well. */
export function sourcePortsOf(source: Source): readonly number[] {
  switch (source.kind) {
    case 'ssh': return [source.port ?? 22];
    case 'node_exporter': return [source.port ?? 9100];
    case 'webmin': return [source.port ?? 10_000];
    case 'local': case 'prometheus': case 'none': return [];
  }
}

/** Ports by which a server that is not measured shows that it is there: its type's, and that of a source which is not read yet. */
export function reachPortsOf(typePorts: readonly number[], source: Source): readonly number[] {
  return unique([...sourcePortsOf(source), ...typePorts]);
}

/** A server as the end of a connection. */
export type End = { readonly source: Source; readonly typePorts: readonly number[] };

/**
 * Ports to try for a connection, in order: those of its type where the type names a service; else those of the server it
 * leads to, which are its type's and, as it is known to listen there, its source's.
 */
export function connectionPortsOf(type: ConnectionType, to: End): readonly number[] {
  const known = sourcePortsOf(to.source);
  switch (type) {
    case 'http': return [80, 443, 8080];
    case 'database': return [3306, 5432, 27017];
    case 'cache': return [6379, 11211];
    case 'ssh': return to.source.kind === 'ssh' ? known : [22];
    case 'monitoring': return to.source.kind === 'node_exporter' ? known : unique([9100, 9090, 3000, ...known]);
    // UDP 51820 does not answer strangers; a VPN is reached through what else its gateway offers.
    case 'vpn': case 'standard': case 'cluster_internal': case 'replication': return unique([...to.typePorts, ...known]);
  }
}

/**
 * What the ports of a connection say about it: one has to accept. A connection without a service to name, tried from the daemon
 * and leading to the daemon's own machine, is there as soon as that machine answers: nothing else is known to listen on it.
 */
export function attemptOfConnection(type: ConnectionType, to: Source, outcomes: readonly PortOutcome[]): Attempt {
  if (outcomes.includes('accepted')) return 'well';
  const isHere = to.kind === 'local' && (type === 'standard' || type === 'cluster_internal' || type === 'replication');
  return isHere && outcomes.includes('refused') ? 'well' : 'failed';
}

const unique = (ports: readonly number[]): readonly number[] => [...new Set(ports)];

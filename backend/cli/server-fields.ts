import { Option, type Command } from 'commander';
import type { NewServer } from '../contract/server.ts';
import type { Source } from '../contract/source.ts';
import { UsageError } from './failures.ts';
import { collect, isOn, pairOf, pairsOf, positionOf, wholeNumberOf } from './fields.ts';

/** What can be said about a server on the command line. */
export type ServerFieldOptions = {
  readonly name?: string; readonly type?: string; readonly ip?: string; readonly region?: string; readonly hostname?: string;
  readonly os?: string; readonly parent?: string; readonly notes?: string;
  readonly tag?: readonly string[]; readonly network?: readonly string[]; readonly address?: readonly string[];
  readonly position?: { readonly x: number; readonly y: number };
  readonly maintenance?: 'on' | 'off';
  readonly source?: Source['kind']; readonly port?: number; readonly user?: string; readonly credential?: string;
  readonly path?: string; readonly tls?: true; readonly instance?: string;
};

/** Where numbers can come from. */
export const SOURCE_KINDS = ['local', 'ssh', 'node_exporter', 'webmin', 'prometheus', 'none'] as const satisfies readonly Source['kind'][];

/** Options of `servers add` and `servers edit`. */
export const withServerFields = (command: Command): Command => command
  .option('--name <name>', 'name on the map')
  .option('--type <type>', 'id of a server type: web, database, …')
  .option('--ip <address>', 'IPv4, IPv6 or host name')
  .option('--region <region>', 'where it stands')
  .option('--hostname <name>', 'what the machine calls itself')
  .option('--os <system>', 'operating system')
  .option('--parent <server>', 'id of the server it runs on')
  .option('--notes <text>', 'anything worth knowing')
  .option('--tag <key=value>', 'a tag; may be given several times', collect)
  .option('--network <id>', 'a network it belongs to; may be given several times', collect)
  .option('--address <interface=ip>', 'a further address; may be given several times', collect)
  .option('--position <x,y>', 'place on the map, in tiles; as --position=-4,2 where it starts with a minus', positionOf)
  .addOption(new Option('--maintenance <state>', 'being worked on: no alarm').choices(['on', 'off']))
  .addOption(new Option('--source <kind>', 'where its numbers come from').choices(SOURCE_KINDS))
  .option('--port <port>', 'port of the source', wholeNumberOf)
  .option('--user <login>', 'login name, for ssh')
  .option('--credential <id>', 'id of a stored secret, for ssh and webmin')
  .option('--path <path>', 'path of the page, for node_exporter')
  .option('--tls', 'over TLS, for node_exporter and webmin')
  .option('--instance <label>', 'value of the label instance, for prometheus');

/** The fields that were given, as the API takes them; the daemon checks them. */
export function serverFieldsOf(options: ServerFieldOptions): Partial<NewServer> {
  const { tag, network, address, maintenance, source, name, type, ip, region, hostname, os, parent, notes, position } = options;
  return {
    ...given({ name, type, ip, region, hostname, os, parent, notes, position }),
    ...(tag === undefined ? {} : { tags: { ...pairsOf(tag, '--tag') } }),
    ...(network === undefined ? {} : { networks: [...network] }),
    ...(address === undefined ? {} : { addresses: address.map((text) => addressOf(text)) }),
    ...(maintenance === undefined ? {} : { maintenance: isOn(maintenance) }),
    ...(source === undefined ? noSourceParts(options) : { source: sourceOf(source, options) }),
  };
}

function addressOf(text: string): { interface: string; ip: string } {
  const [card, ip] = pairOf(text, '--address');
  return { interface: card, ip };
}

/** The parts of a source mean nothing without its kind. */
function noSourceParts({ port, user, credential, path, tls, instance }: ServerFieldOptions): Record<string, never> {
  const lost = Object.keys(given({ port, user, credential, path, tls, instance }));
  if (lost.length > 0) throw new UsageError(`--${lost.join(' and --')} need${lost.length === 1 ? 's' : ''} --source as well.`);
  return {};
}

/** What does not belong to the kind is refused by the daemon, with the field's name. */
function sourceOf(kind: Source['kind'], { port, user, credential, path, tls, instance }: ServerFieldOptions): Source {
  return { kind, ...given({ port, user, credential, path, tls, instance }) };
}

/** The entries that are not undefined. */
function given<Value extends object>(values: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof Value]?: Exclude<Value[Key], undefined> };
}

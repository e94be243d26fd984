import type { Check } from './check.ts';
import { configuration } from './configuration.ts';
import { database } from './database.ts';
import { disk } from './disk.ts';
import { errors } from './errors.ts';
import { memory } from './memory.ts';
import { node } from './node.ts';
import { permissions } from './permissions.ts';
import { port } from './port.ts';
import { service } from './service.ts';
import { socket } from './socket.ts';
import { token } from './token.ts';
import { webmin } from './webmin.ts';

/** Every check, in the order in which a person would look. */
export const CHECKS: readonly Check[] = [
  node, memory, disk, configuration, service, port, socket, token, permissions, database, webmin, errors,
];

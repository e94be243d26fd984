import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Provisions } from './config.ts';
import { valueFaults } from './contract/cloud-keys.ts';
import type { NewCredential } from './contract/credential.ts';
import { messageOf } from './errors.ts';

type Provided = Pick<NewCredential, 'name' | 'kind' | 'value'> & { readonly id: string };

/** Complete secrets, each with the id it always has; and sentences about what is there by half, with the remedy. */
export type ProvidedSecrets = { readonly found: readonly Provided[]; readonly warnings: readonly string[] };

/**
 * The secrets of an older manager's configuration file, and of the environment, which wins. A pair comes from one place: an access key
 * of the environment is never joined with a secret of the file. Empty texts count as absent.
 */
export function providedSecrets(provisions: Provisions): ProvidedSecrets {
  const warnings: string[] = [];
  const found = [aws(provisions, warnings), azure(provisions, warnings), gcp(provisions, warnings), backupKey(provisions)];
  return { found: found.filter((secret) => secret !== null), warnings };
}

type Part = readonly [name: string, text: string | undefined];

/** True if all parts are there. If only some are, a warning names the missing ones. */
function isComplete(where: string, parts: readonly Part[], warnings: string[]): boolean {
  const missing = parts.filter(([, text]) => !isFilled(text)).map(([name]) => name);
  if (missing.length > 0 && missing.length < parts.length) warnings.push(`${where} holds cloud keys by half and they are not used: add ${missing.join(' and ')}, or remove ${parts.filter(([, text]) => isFilled(text)).map(([name]) => name).join(' and ')}.`);
  return missing.length === 0;
}

function aws({ aws: said, environment, configFile }: Provisions, warnings: string[]): Provided | null {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = environment;
  const region = filled(environment.AWS_DEFAULT_REGION) ?? filled(said?.region);
  if (isComplete('The environment', [['AWS_ACCESS_KEY_ID', id], ['AWS_SECRET_ACCESS_KEY', secret]], warnings)) {
    return awsSecret({ access_key_id: id, secret_access_key: secret, region });
  }
  const [fileId, fileSecret] = [filled(said?.access_key_id) ?? said?.access_key, filled(said?.secret_access_key) ?? said?.secret_key];
  return isComplete(configFile, [['aws.access_key_id', fileId], ['aws.secret_access_key', fileSecret]], warnings)
    ? awsSecret({ access_key_id: fileId, secret_access_key: fileSecret, region }) : null;
}

const awsSecret = (keys: Readonly<Record<string, string | undefined>>): Provided =>
  ({ id: 'config-aws', name: 'AWS (configuration)', kind: 'aws', value: JSON.stringify(keys) });

function azure({ azure: said, environment, configFile }: Provisions, warnings: string[]): Provided | null {
  const { tenant_id, client_id, client_secret } = said ?? {};
  if (!isComplete(configFile, [['azure.tenant_id', tenant_id], ['azure.client_id', client_id], ['azure.client_secret', client_secret]], warnings)) return null;
  const subscription_id = filled(environment.AZURE_SUBSCRIPTION_ID) ?? filled(said?.subscription_id);
  return { id: 'config-azure', name: 'Azure (configuration)', kind: 'azure', value: JSON.stringify({ tenant_id, client_id, client_secret, subscription_id }) };
}

/** Google's keys are a file of their own; a relative path starts at the folder of the configuration file. */
function gcp({ gcp: said, environment, configFile }: Provisions, warnings: string[]): Provided | null {
  const named = filled(environment.GOOGLE_APPLICATION_CREDENTIALS) ?? filled(said?.credentials_file);
  if (named === undefined) return null;
  const file = resolve(dirname(configFile), named);
  const value = readKeyFile(file, warnings);
  if (value === null) return null;
  if (valueFaults('gcp', value).length > 0 || value.length > KEY_FILE_MAX) {
    warnings.push(`${file} is not a credential file of Google Cloud, so its keys are not used. Download the key of the service account again, as JSON.`);
    return null;
  }
  return { id: 'config-gcp', name: 'Google Cloud (configuration)', kind: 'gcp', value };
}

/** As long as a credential may be. */
const KEY_FILE_MAX = 20_000;

function readKeyFile(file: string, warnings: string[]): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    warnings.push(`The credential file of Google Cloud ${file} cannot be read (${messageOf(error)}), so its keys are not used. Let the daemon's user read it, or correct gcp.credentials_file or GOOGLE_APPLICATION_CREDENTIALS.`);
    return null;
  }
}

function backupKey({ environment }: Provisions): Provided | null {
  const value = filled(environment.BACKUP_ENCRYPTION_KEY);
  return value === undefined ? null : { id: 'config-backup-key', name: 'Backup encryption key (configuration)', kind: 'encryption_key', value };
}

const isFilled = (text: string | undefined): boolean => filled(text) !== undefined;
const filled = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text);

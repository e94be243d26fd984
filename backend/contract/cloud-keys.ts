import { Type } from '@sinclair/typebox';
import type { NewCredential } from './credential.ts';
import { say, type Flaw } from './sentence.ts';
import type { Check } from './checking.ts';
import { compile } from './validate.ts';

const Word = (description: string) => Type.String({ minLength: 1, maxLength: 1_000, description });

/** Value of a credential of kind `aws`. Source: AWS, "AWS security credentials". */
export const AwsKeysSchema = Type.Object({
  access_key_id: Word('Such as AKIA…'),
  secret_access_key: Word('Its secret.'),
  region: Type.Optional(Word('Such as eu-west-1.')),
}, { $id: 'AwsKeys', additionalProperties: false });

/** Value of a credential of kind `azure`: a service principal with a client secret. Source: Microsoft identity platform. */
export const AzureKeysSchema = Type.Object({
  tenant_id: Word('Directory (tenant) id.'),
  client_id: Word('Application (client) id.'),
  client_secret: Word('A client secret of the application.'),
  subscription_id: Type.Optional(Word('Subscription that is looked at.')),
}, { $id: 'AzureKeys', additionalProperties: false });

/** Value of a credential of kind `gcp`: a credential file as Google hands it out, unchanged. Source: Google Cloud, "Application Default Credentials". */
export const GcpKeysSchema = Type.Object({ type: Word('Such as service_account.') }, { $id: 'GcpKeys', additionalProperties: true });

const VALUES: Readonly<Partial<Record<NewCredential['kind'], Check>>> = {
  aws: compile(AwsKeysSchema), azure: compile(AzureKeysSchema), gcp: compile(GcpKeysSchema),
};

/** Faults of a credential's value, which for a cloud is JSON. They name fields, never what stands in them. */
export function valueFaults(kind: NewCredential['kind'], value: string): readonly Flaw[] {
  const faultsOf = VALUES[kind];
  if (faultsOf === undefined) return [];
  let keys: unknown;
  try {
    keys = JSON.parse(value);
  } catch {
    return [{ pointer: '/value', message: say('fault_must_be', { what: 'JSON' }) }]; // The parser's message quotes the text.
  }
  return faultsOf(keys).map(({ pointer, message }) => ({ pointer: '/value', message: pointer === '' ? message : say('fault', { where: pointer, what: message }) }));
}

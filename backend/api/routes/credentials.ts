import { Type } from '@sinclair/typebox';
import { valueFaults } from '../../contract/cloud-keys.ts';
import { CredentialPatchSchema, CredentialSchema, NewCredentialSchema, type NewCredential } from '../../contract/credential.ts';
import { say } from '../../contract/sentence.ts';
import { invalid, notFound } from '../../errors.ts';
import { sendJson, sendNothing } from '../answers.ts';
import { needEverything } from '../caller.ts';
import { route, type Route } from '../route.ts';
import type { Voice } from '../voice.ts';

/** Stored secrets: values go in and never come out. */
export function credentialRoutes({ store }: Voice): Route[] {
  return [
    route({
      method: 'get', path: '/api/credentials', right: 'act', summary: 'Lists the stored secrets, never their values.',
      answers: [{ status: 200, description: 'All of them.', schema: Type.Object({ items: Type.Array(CredentialSchema), next_cursor: Type.Null() }) }],
      answer: ({ response }) => sendJson(response, 200, { items: store.secrets.list(), next_cursor: null }),
    }),
    route({
      method: 'post', path: '/api/credentials', right: 'act', summary: 'Keeps a secret, encrypted.', body: NewCredentialSchema,
      answers: [{ status: 201, description: 'The secret without its value.', schema: CredentialSchema }],
      async answer({ response, caller, body }) {
        needEverything(caller, say('to_enter_credentials'));
        const credential = await store.write({ user: caller.user }, () => store.secrets.put(sound(body)));
        sendJson(response, 201, credential, { Location: `/api/credentials/${encodeURIComponent(credential.id)}` });
      },
    }),
    route({
      method: 'get', path: '/api/credentials/{id}', right: 'act', summary: 'Reads what is known of a stored secret, never its value.',
      answers: [{ status: 200, description: 'The secret without its value.', schema: CredentialSchema }],
      answer({ response, id }) {
        const credential = store.secrets.get(id);
        if (credential === undefined) throw notFound('credential', id);
        sendJson(response, 200, credential);
      },
    }),
    route({
      method: 'patch', path: '/api/credentials/{id}', right: 'act', summary: 'Gives a stored secret a new value.', body: CredentialPatchSchema,
      answers: [{ status: 200, description: 'The secret without its value.', schema: CredentialSchema }],
      async answer({ response, caller, id, body }) {
        needEverything(caller, say('to_change_credentials'));
        sendJson(response, 200, await store.write({ user: caller.user }, () => {
          const before = store.secrets.get(id);
          if (before === undefined) throw notFound('credential', id);
          store.secrets.remove(id);
          return store.secrets.put(sound({ kind: before.kind, name: before.name, ...body, id }));
        }));
      },
    }),
    route({
      method: 'delete', path: '/api/credentials/{id}', right: 'act', summary: 'Forgets a secret. Servers that name it can no longer be read with it.',
      answers: [{ status: 204, description: 'It is gone.' }],
      async answer({ response, caller, id }) {
        needEverything(caller, say('to_remove_credentials'));
        await store.write({ user: caller.user }, () => store.secrets.remove(id));
        sendNothing(response);
      },
    }),
  ];
}

/** The credential, or 422 where its value is not what its kind holds. */
function sound(credential: NewCredential): NewCredential {
  const faults = valueFaults(credential.kind, credential.value);
  if (faults.length > 0) throw invalid(faults);
  return credential;
}

import { Type } from '@sinclair/typebox';
import { ICON_MEDIA_TYPES, IconAtAddressSchema, IconSchema } from '../../contract/icon.ts';
import { say, textOf } from '../../contract/sentence.ts';
import { dataUrlOf } from '../../domain/icon-image/data-url.ts';
import { readIconImage } from '../../domain/icon-image/icon-image.ts';
import { ImageFault } from '../../domain/icon-image/image-fault.ts';
import { mediaTypeOf } from '../../domain/icon-image/media-type.ts';
import { invalid, ProblemError, SentenceError } from '../../errors.ts';
import { languageOf, sendResource } from '../answers.ts';
import type { Caller } from '../caller.ts';
import { route, type Route } from '../route.ts';
import type { Voice } from '../voice.ts';

const AnswerSchema = Type.Object({ ...IconSchema.properties, warnings: Type.Optional(Type.Array(Type.String())) });

/** Adds an icon whose image the daemon fetches. What is wrong with it stands at `/url`; nothing is written before it is there and clean. */
export const fetchedIconRoute = ({ store, nowMs, webFile }: Voice, check: (caller: Caller) => void): Route => route({
  method: 'post', path: '/api/fetched-icons', right: 'edit', summary: 'Adds an icon whose image is somewhere on the web.', body: IconAtAddressSchema,
  answers: [{ status: 201, description: 'It is there, its address in Location; with warnings if its image was cleaned.', schema: AnswerSchema }, { status: 503, description: 'Others are being fetched.' }],
  async answer({ caller, response, body: { url, ...words } }) {
    check(caller);
    if (webFile === undefined) throw new ProblemError('busy', say('web_busy'));
    const { image, warnings } = await imageAt(url, webFile);
    const draft = { ...words, ...(words.id === undefined && words.name === undefined && { name: nameIn(url) }), image };
    const icon = await store.write({ user: caller.user, summary: say('done_added', { noun: say('noun_icon'), name: draft.name ?? draft.id ?? '' }) }, () => store.icons.add(draft, nowMs()));
    const told = warnings.map((warning) => textOf(warning, languageOf(response)));
    sendResource(response, 201, { said: icon, ...(told.length > 0 && { measured: { warnings: told } }) }, { Location: `/api/icons/${encodeURIComponent(icon.id)}` });
  },
});

async function imageAt(url: string, webFile: NonNullable<Voice['webFile']>): Promise<ReturnType<typeof readIconImage>> {
  try {
    const bytes = await webFile(url);
    const type = mediaTypeOf(bytes);
    if (type === null) throw new ImageFault(say('web_no_image', { types: [...ICON_MEDIA_TYPES] }));
    return readIconImage(dataUrlOf(type, bytes));
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof SentenceError)) throw error;
    throw invalid([{ pointer: '/url', message: error.sentence }]);
  }
}

/** What the file at an address is called, without its ending. */
function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  return last.replace(/%[0-9a-f]{2}|[^\w.-]+/gi, ' ').replace(/\.[a-z0-9]{1,5}$/i, '').trim().slice(0, 200) || 'Icon';
}

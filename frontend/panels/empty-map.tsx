import { addServer } from '../interaction/commands/edit-commands.ts';
import { importFile } from '../interaction/commands/page-commands.ts';
import { follow } from '../state/follow.ts';
import { t } from '../state/words.ts';
import { Button } from '../ui/button.tsx';
import { CommandButton } from './command-button.tsx';
import { usePage } from './page-context.ts';

/** An empty map says what to do next; with this machine alone on it, it asks for the others. */
export function EmptyMap() {
  const page = usePage();
  follow(page.map.shape);
  const size = page.map.world.value?.size;
  if (size === 1 && page.mayEdit && !page.isHintClosed.value && page.selection.servers.value.size === 0) return <NextHint />;
  if (size !== 0) return null;
  return (
    <section class="island empty" data-empty="map">
      <Picture />
      <h2>{t('empty_title')}</h2>
      <p>{page.mayEdit ? t('empty_text') : t('empty_text_readonly')}</p>
      <div class="empty__actions">
        <CommandButton command={addServer} kind="primary" />
        <CommandButton command={importFile} />
      </div>
    </section>
  );
}

function NextHint() {
  const page = usePage();
  return (
    <section class="island empty empty--hint" data-empty="hint">
      <p>{t('empty_next')}</p>
      <div class="empty__actions">
        <CommandButton command={addServer} kind="primary" />
        <CommandButton command={importFile} />
        <Button label={t('close')} kind="quiet" onClick={() => void (page.isHintClosed.value = true)} />
      </div>
    </section>
  );
}

/** Three empty tiles and a server that hovers over one. */
function Picture() {
  return (
    <svg class="empty__picture" viewBox="0 0 168 112" aria-hidden="true" fill="none" stroke-linejoin="round">
      <g stroke="var(--line-strong)" stroke-dasharray="4 4">
        <path d="M84 52 126 76 84 100 42 76z" />
        <path d="M42 28 84 52 42 76 0 52z" />
        <path d="M126 28 168 52 126 76 84 52z" />
      </g>
      <path d="M84 12 108 26v30L84 70 60 56V26z" fill="var(--accent-soft)" stroke="var(--accent)" stroke-width="1.5" />
      <path d="M60 26l24 14 24-14M84 40v30" stroke="var(--accent)" stroke-width="1.5" />
      <path d="M65 38l13 7.500M65 46l13 7.500" stroke="var(--accent)" stroke-width="1.500" stroke-linecap="round" />
    </svg>
  );
}

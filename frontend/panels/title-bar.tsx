import { problems } from '../interaction/commands/view-commands.ts';
import { runCommand } from '../interaction/commands/command.ts';
import type { ServerStatus } from '../../backend/contract/statuses.ts';
import { follow } from '../state/follow.ts';
import { countOf } from '../state/states.ts';
import { many, number, t } from '../state/words.ts';
import { StateShape } from '../ui/icons/state-mark.tsx';
import { Button } from '../ui/button.tsx';
import { lazy } from './lazy.tsx';
import { usePage } from './page-context.ts';

const SHOWN: readonly ServerStatus[] = ['inactive', 'warning', 'maintenance', 'active', 'unknown'];
const TROUBLE: readonly ServerStatus[] = ['inactive', 'warning'];

const ViewsMenu = lazy(async () => (await import('./explore/views-menu.tsx')).ViewsMenu);

/** What this is, and how many servers are in each state. Trouble opens the list of it; other states search for them. */
export function TitleBar() {
  const page = usePage();
  follow(page.map.shape, page.map.live);
  const world = page.map.world.value;
  if (world === null) return null;
  const shown = page.views.shown.value;
  const show = (status: ServerStatus): void => {
    if (TROUBLE.includes(status)) runCommand(problems, page);
    else page.search.value = page.search.peek() === `state:${status}` ? '' : `state:${status}`;
  };
  return (
    <header class="island bar bar--title" aria-label={t('summary')}>
      <h1 class="title">Unlimited Cluster</h1>
      <div class="counts">
        {SHOWN.map((status) => ({ status, count: countOf(world, status) })).filter(({ count }) => count > 0).map(({ status, count }) => {
          const words = many(`count_${status}`, count);
          return (
            <button key={status} type="button" class="button" title={words} aria-label={words} data-count={status} onClick={() => show(status)}>
              <span class={`state state--${status}`}><StateShape state={status} />{number(count)}</span>
            </button>
          );
        })}
      </div>
      <Button
        label={shown === null ? t('views') : t('view_shown', shown.name)} icon="bookmark" iconOnly name="views" shortcut="Shift+V"
        expanded={page.unfolded.value === 'views'} onClick={() => page.unfold('views')}
      >
        {shown === null ? null : <span class="view-name">{shown.name}</span>}
      </Button>
      {page.unfolded.value === 'views' ? <ViewsMenu /> : null}
    </header>
  );
}

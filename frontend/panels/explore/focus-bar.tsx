import { focusNeighbours } from '../../interaction/commands/explore-commands.ts';
import { MOST_HOPS } from '../../state/focus.ts';
import { many, number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { usePage } from '../page-context.ts';

const HOPS = Array.from({ length: MOST_HOPS }, (_, at) => at + 1);

/** What is looked at alone, how far, and how much that is. */
export function FocusBar() {
  const page = usePage();
  const on = page.focus.on.value;
  const around = page.focus.around.value;
  const world = page.map.world.value;
  if (on === null || world === null) return null;
  const [only, ...others] = on.servers;
  const cluster = on.cluster === null ? undefined : world.clusters[world.clusterIndexOf(on.cluster)];
  const name = cluster?.name ?? (only === undefined || others.length > 0 ? many('servers', on.servers.length) : world.nameOf(Math.max(0, world.indexOf(only))));
  const reach = (hops: number): void => {
    page.focus.reach(hops);
    page.flyTo(page.focus.around.peek()?.servers ?? []);
  };
  return (
    <div class="island bar bar--focus" role="toolbar" aria-label={t('focus_bar')}>
      <span class="bar__label">{name}</span>
      <span class="soft only-wide">{t('hops')}</span>
      {HOPS.map((hops) => (
        <button key={hops} type="button" class="button button--icon" aria-pressed={on.hops === hops} aria-label={many('hops', hops)} title={many('hops', hops)} data-hops={hops} onClick={() => reach(hops)}>{number(hops)}</button>
      ))}
      <span class="soft focus__count" role="status" data-focused={around?.servers.length ?? 0} data-traced={around?.connections.length ?? 0}>
        {around === null ? t('focus_nothing') : `${many('servers', around.servers.length)}, ${many('connections', around.connections.length)}`}
      </span>
      <Button label={t('focus_end')} icon="close" iconOnly name={`end-${focusNeighbours.id}`} onClick={() => page.focus.end()} />
    </div>
  );
}

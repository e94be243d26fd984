import { follow } from '../../state/follow.ts';
import { countOf } from '../../state/states.ts';
import { many, t } from '../../state/words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { lazy } from '../lazy.tsx';
import { usePage } from '../page-context.ts';
import { PanelFrame } from './panel-frame.tsx';

const ProblemList = lazy(async () => (await import('../explore/problem-list.tsx')).ProblemList);

/** Servers that need somebody, the worst first, beside the map. */
export function ProblemPanel() {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  if (world === null) return null;
  const total = countOf(world, 'inactive') + countOf(world, 'warning');
  return (
    <PanelFrame title={t('problems')} name="problems" onClose={() => void (page.showsProblems.value = false)} sub={total === 0 ? undefined : many('problems', total)}>
      {total === 0 ? <p class="state state--active no-problems"><Icon name="tick" />{t('no_problems')}</p> : <ProblemList />}
    </PanelFrame>
  );
}

import { hasIcon, isIconKnown } from '../../scene/icons/icons.ts';
import type { World } from '../../scene/world.ts';
import { t } from '../words.ts';

/** What the icon is called that a server has in place of its type's; says so where neither people nor the set have it any more. */
export function iconName(world: World, server: number): string {
  const icon = world.dressOf(server)?.icon ?? '';
  const own = world.icons.get(icon);
  if (own !== undefined || icon === '') return own?.name ?? '';
  return isIconKnown(icon) && !hasIcon(icon) ? t('icon_missing', icon) : icon;
}

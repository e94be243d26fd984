import { iconOf, isOffered, labelOf, runCommand, type Command } from '../interaction/commands/command.ts';
import { shownShortcut } from '../interaction/commands/shortcut.ts';
import { t } from '../state/words.ts';
import { Button, type ButtonProps } from '../ui/button.tsx';
import { usePage } from './page-context.ts';

type Props = { readonly command: Command; readonly iconOnly?: boolean; readonly pressed?: boolean } & Pick<ButtonProps, 'kind' | 'expanded'>;

/** A button that runs a command: its words, icon, key and whether it can run are the command's. */
export function CommandButton({ command, iconOnly = false, ...rest }: Props) {
  const page = usePage();
  if (!isOffered(command, page)) return null;
  const [shortcut] = command.shortcuts ?? [];
  const hint = command.hint?.(page) ?? '';
  return (
    <Button
      {...rest} label={t(labelOf(command, page))} hint={hint === '' ? undefined : hint} icon={iconOf(command, page)} iconOnly={iconOnly} name={command.id}
      shortcut={shortcut === undefined ? undefined : shownShortcut(shortcut)} disabled={!command.isEnabled(page)} onClick={() => runCommand(command, page)}
    />
  );
}

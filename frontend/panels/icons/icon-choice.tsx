import { useEffect, useState } from 'preact/hooks';
import { findShown, loadSet, shownIcons } from '../../state/icons/shown-icons.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { usePage } from '../page-context.ts';
import { IconGrid } from './icon-grid.tsx';

/** An icon as a field of a form: the one there is, and all to choose from once asked for. */
export function IconChoice({ value, onInput }: { readonly value: string; readonly onInput: (icon: string) => void }) {
  const page = usePage();
  const [isOpen, setOpen] = useState(false);
  const [isHere, setHere] = useState(false);
  const [text, setText] = useState('');
  useEffect(() => {
    void loadSet().then(() => setHere(true), () => page.notices.fault(t('fault_chunk')));
  }, []);
  const icons = isHere ? shownIcons(page) : [];
  const now = icons.find(({ id }) => id === value);
  return (
    <div class="field field--wide icon-choice">
      <span class="field__label">{t('icon')}</span>
      <div class="icon-choice__now">
        {now === undefined ? null : <img src={now.url} alt="" />}<span>{now?.title ?? value}</span>
        <Button label={t('icon_choose')} name="choose-icon" expanded={isOpen} onClick={() => setOpen(!isOpen)} />
      </div>
      {isOpen ? (
        <>
          <input class="input" type="search" name="icon-search" placeholder={t('icons_search')} aria-label={t('icons_search')} value={text} autocomplete="off" spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
          <IconGrid icons={findShown(icons, text)} current={value} onPick={({ id }) => { onInput(id); setOpen(false); }} />
        </>
      ) : null}
    </div>
  );
}

import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useApp } from '../app-context.js';
import type { ImportRemark } from '../../state/app-state.js';
import { Remarks } from './Remarks.js';
import { Sheet } from './Sheet.js';

/** Paste text, or pick files. What was typed stays until it could be read. */
export function PasteDialog({ failed }: { readonly failed: readonly ImportRemark[] }) {
  const app = useApp();
  const [text, setText] = useState('');
  const id = useId();
  const add = (): void => app.importTexts([{ name: 'Pasted text', text }]);
  return (
    <Sheet title="Import">
      <label htmlFor={id} className="quiet">
        Paste one or several abstracts, with a blank line between them. Plain text, PubTator and JSON lines
        are understood. Nothing leaves this page.
      </label>
      <textarea
        id={id}
        className="field paste"
        autoFocus
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') add();
        }}
      />
      <div role="alert">
        <Remarks title="Not read" remarks={failed} />
      </div>
      <div className="sheet-actions">
        <FileTrigger allowsMultiple onSelect={(files) => app.importFiles([...(files ?? [])])}>
          <Button className="button">Open files</Button>
        </FileTrigger>
        <span className="spring" />
        <Button className="button" onPress={app.closeDialog}>
          Cancel
        </Button>
        <Button className="button button-main" isDisabled={text.trim() === ''} onPress={add}>
          Import <kbd aria-hidden="true">Ctrl ↵</kbd>
        </Button>
      </div>
    </Sheet>
  );
}

import { CommandButton } from '../parts/CommandButton.js';
import { DecidedMeter } from './DecidedMeter.js';
import { DocumentSwitch } from './DocumentSwitch.js';
import { ExportMenu } from './ExportMenu.js';
import { MoreMenu } from './MoreMenu.js';
import { PairCount } from './PairCount.js';
import { StatusButton } from './StatusButton.js';

/** One line: where one is, how far, and whether it is safe. */
export function Bar() {
  return (
    <header className="bar">
      <h1 className="bar-name">Seraph</h1>
      <DocumentSwitch />
      <DecidedMeter />
      <div className="bar-end">
        <div className="bar-wide">
          <PairCount />
          <CommandButton command="go-kbs" className="button button-plain">
            Knowledge bases
          </CommandButton>
          <CommandButton command="import" className="button button-plain">
            Import
          </CommandButton>
          <ExportMenu />
        </div>
        <StatusButton />
        <div className="bar-wide">
          <CommandButton command="help" className="button button-plain" label="Keys">
            ?
          </CommandButton>
        </div>
        <div className="bar-narrow">
          <MoreMenu />
        </div>
      </div>
    </header>
  );
}

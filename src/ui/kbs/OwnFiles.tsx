import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useApp } from '../app-context.js';

/** The way in for the curator's own vocabulary: files, several at once, or a folder; or dropped anywhere here. */
export function OwnFiles() {
  const app = useApp();
  const take = (files: FileList | null): void => {
    if (files && files.length > 0) app.startImport([...files]);
  };
  return (
    <section className="kbs-part" aria-labelledby="kbs-own">
      <h3 id="kbs-own">Your own</h3>
      <p className="quiet kbs-lead">
        Drop the files anywhere on this page, or choose them. OBO, OBO Graph JSON, OWL and SKOS, MeSH XML,
        UMLS (RRF), SNOMED CT (RF2), CTD, tables (CSV, TSV, JSON lines) and BioSyn dictionaries are
        understood, packed with gzip or zip, too. They are read in this browser; nothing leaves this page.
      </p>
      <div className="kbs-own">
        <FileTrigger allowsMultiple onSelect={take}>
          <Button className="button button-main">Choose files</Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={take}>
          <Button className="button">Choose a folder</Button>
        </FileTrigger>
      </div>
    </section>
  );
}

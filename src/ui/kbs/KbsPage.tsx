import { useAppState } from '../app-context.js';
import { PageFrame } from '../parts/PageFrame.js';
import { InstalledKbs } from './InstalledKbs.js';
import { MigrationDialog } from './migration/MigrationDialog.js';
import { OwnAdditions } from './OwnAdditions.js';
import { OwnFiles } from './OwnFiles.js';
import { ProjectKbs } from './ProjectKbs.js';
import { ReadyKbs } from './ReadyKbs.js';
import { ImportWizard } from './wizard/ImportWizard.js';

/** Knowledge bases: which the project uses, which are here, which can be had, and the curator's own. */
export default function KbsPage() {
  const importing = useAppState((state) => state.importing);
  const migration = useAppState((state) => state.migration);
  return (
    <PageFrame title="Knowledge bases">
      <ProjectKbs />
      <InstalledKbs />
      <OwnFiles />
      <ReadyKbs />
      <OwnAdditions />
      {importing && <ImportWizard draft={importing} />}
      {migration && <MigrationDialog key={migration.after} migration={migration} />}
    </PageFrame>
  );
}

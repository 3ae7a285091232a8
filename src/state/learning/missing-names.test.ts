import { describe, expect, it } from 'vitest';
import { press, started, until } from '../testing/drive.js';
import { decidedConcepts, missingNames } from './missing-names.js';

describe('missingNames', () => {
  it('lists what mentions were decided to be and the concept is not called, until it is added', async () => {
    const { app } = await started();
    // Brenna fever is one of its names; oxen palsy is called Brenna Fever by the second row.
    await press(app, 'accept', 'accept-2');
    const { events } = app.store.getState();
    const ids = decidedConcepts(events);
    app.needConcepts(ids);
    await until(() => ids.every((id) => app.store.getState().concepts.has(id)));
    const now = () => {
      const { concepts, project } = app.store.getState();
      return missingNames(events, concepts, project.overlay);
    };
    expect(now()).toEqual([{ conceptId: 'D000', name: 'oxen palsy', mentions: 1 }]);
    app.addSynonym(ids[0] ?? ('' as never), 'Oxen Palsy', 'exact');
    await app.idle();
    expect(app.store.getState().project.overlay.synonyms).toHaveLength(1);
    const { concepts } = app.store.getState();
    expect(missingNames(events, concepts, app.store.getState().project.overlay)).toEqual([]);
  });
});

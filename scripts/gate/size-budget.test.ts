import { expect, it } from 'vitest';
import { BUDGETS, compareWithBudgets, pageScripts, workerScripts } from './size-budget.mjs';

it('finds the scripts that the page names', () => {
  const html = `<script type="module" crossorigin src="/assets/index-a1.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/react-b2.js">
    <link rel="stylesheet" crossorigin href="/assets/index-c3.css">`;
  expect(pageScripts(html)).toEqual(['assets/index-a1.js', 'assets/react-b2.js']);
});

it('counts what workers may load by themselves, not what waits to be asked for', () => {
  const scripts = new Map([
    ['index-a.js', 'new Worker("kb.worker-b.js"); import("KbsPage-c.js")'],
    ['kb.worker-b.js', 'import"shared-d.js"; import(`kb-importing-e.js`)'],
    ['shared-d.js', 'import("backend-f.js")'],
    ['backend-f.js', ''],
    ['kb-importing-e.js', 'import"parser-g.js"'],
    ['parser-g.js', ''],
    ['KbsPage-c.js', ''],
    ['training.worker-h.js', 'import"gradients-i.js"'],
    ['gradients-i.js', ''],
  ]);
  expect(workerScripts(scripts)).toEqual(['kb.worker-b.js', 'shared-d.js', 'backend-f.js']);
  expect(workerScripts(scripts, /^training/)).toEqual(['training.worker-h.js', 'gradients-i.js']);
});

it('fails one byte above the budget and not before', () => {
  expect(compareWithBudgets(BUDGETS).map(({ over }) => over)).toEqual([false, false, false, false]);
  const [page] = compareWithBudgets({ ...BUDGETS, page: BUDGETS.page + 1 });
  expect(page).toMatchObject({ over: true });
  expect(page?.line).toContain('Over the budget');
});

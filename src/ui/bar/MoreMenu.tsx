import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { pairsIn } from '../../state/pairs-in.js';
import { useApp, useAppState } from '../app-context.js';
import { counted } from '../counted.js';
import { EXPORTS } from './export-items.js';

/** On narrow screens: all that the bar has no room for. */
export function MoreMenu() {
  const app = useApp();
  const pairs = useAppState(({ events }) => pairsIn(events).length);
  return (
    <MenuTrigger>
      <Button className="button button-plain" aria-label="More">
        ⋯
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label="More">
          <MenuItem className="menu-item" onAction={() => app.run('import')}>
            Import
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => app.run('go-documents')}>
            Documents
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => app.run('go-kbs')}>
            Knowledge bases
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => app.run('go-learning')}>
            Learning: {counted(pairs, 'pair')}
          </MenuItem>
          {EXPORTS.map(({ label, run }) => (
            <MenuItem key={label} className="menu-item" onAction={() => run(app)}>
              Export: {label}
            </MenuItem>
          ))}
          <MenuItem className="menu-item" onAction={() => app.run('help')}>
            Keys
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useApp } from '../app-context.js';
import { EXPORTS } from './export-items.js';

export function ExportMenu() {
  const app = useApp();
  return (
    <MenuTrigger>
      <Button className="button button-plain">Export</Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label="Export all documents as">
          {EXPORTS.map(({ label, run }) => (
            <MenuItem key={label} className="menu-item" onAction={() => run(app)}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

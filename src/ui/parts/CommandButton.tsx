import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { bindingOf, type CommandId } from '../../state/keymap.js';
import { useApp } from '../app-context.js';
import { Key } from './Key.js';

interface CommandButtonProps {
  readonly command: CommandId;
  readonly children: ReactNode;
  readonly className?: string;
  readonly isDisabled?: boolean;
  /** Needed when `children` is not words. */
  readonly label?: string;
  /** Shows the key cap inside, too. */
  readonly withKey?: boolean;
}

/** A button for a command of the keymap; its tooltip teaches the key. */
export function CommandButton({
  command,
  children,
  className = 'button',
  isDisabled = false,
  label,
  withKey = false,
}: CommandButtonProps) {
  const app = useApp();
  const keys = bindingOf(command)?.keys[0];
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button
        className={className}
        isDisabled={isDisabled}
        onPress={() => app.run(command)}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })}
      >
        {withKey && <Key of={command} />}
        {children}
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {bindingOf(command)?.label} <Key of={command} />
      </Tooltip>
    </TooltipTrigger>
  );
}

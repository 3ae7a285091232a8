import { Remembered } from './Remembered.js';
import { MissingNames } from './MissingNames.js';
import './memory.css';

/** What is learnt at once, without training, and what could be. */
export function MemoryTab() {
  return (
    <>
      <Remembered />
      <MissingNames />
    </>
  );
}

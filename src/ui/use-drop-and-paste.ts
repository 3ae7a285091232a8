import { useEffect, useState } from 'react';
import type { App } from '../state/app.js';

/**
 * Files dropped anywhere, and text pasted outside a field, are imported: as a knowledge base on the page of those, as
 * pairs or a version of the model on the page of learning, as documents elsewhere. Returns whether a file hovers.
 */
export function useDropAndPaste(app: App): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const take = (files: FileList): void => {
      const { page } = app.store.getState();
      if (page === 'kbs') app.startImport([...files]);
      else if (page === 'learning') app.importLearning([...files]);
      else app.importFiles([...files]);
    };
    const onDragOver = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain')) return;
      event.preventDefault();
      setOver(event.dataTransfer.types.includes('Files'));
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      const { dataTransfer } = event;
      if (!dataTransfer || isField(event.target)) return;
      event.preventDefault();
      setOver(false);
      if (dataTransfer.files.length > 0) take(dataTransfer.files);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isField(event.target) || app.store.getState().dialog) return;
      const { clipboardData } = event;
      if (!clipboardData) return;
      event.preventDefault();
      if (clipboardData.files.length > 0) take(clipboardData.files);
      else app.importTexts([{ name: 'Pasted text', text: clipboardData.getData('text/plain') }]);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [app]);
  return isOver;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea') !== null;
}

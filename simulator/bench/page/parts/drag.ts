/** Carrying cards and notes with the mouse. Everything that can be dragged can also be clicked and reached by keyboard. */
import { useState } from 'preact/hooks';

export type Carried = 'card' | 'note';

const TYPES: Readonly<Record<Carried, string>> = {
  card: 'application/x-bench-card',
  note: 'application/x-bench-note',
};

interface DragSource {
  readonly draggable: true;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** While something is carried the page says so on its root: frames let the pointer through, and places to drop light up. */
export function dragSource(kind: Carried, id: string): DragSource {
  return {
    draggable: true,
    onDragStart: (event) => {
      event.dataTransfer?.setData(TYPES[kind], id);
      if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'move';
      document.documentElement.dataset['carried'] = kind;
    },
    onDragEnd: () => {
      delete document.documentElement.dataset['carried'];
    },
  };
}

interface DropZone {
  readonly over: Carried | undefined;
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** A place that takes the given kinds. */
export function useDropZone(takes: Readonly<Partial<Record<Carried, (id: string) => void>>>): DropZone {
  const [over, setOver] = useState<Carried | undefined>(undefined);
  const kindOf = (event: DragEvent): Carried | undefined =>
    (['card', 'note'] as const).find(
      (kind) => takes[kind] !== undefined && event.dataTransfer?.types.includes(TYPES[kind]) === true,
    );
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        const kind = kindOf(event);
        if (kind === undefined) return;
        event.preventDefault();
        setOver(kind);
      },
      onDragLeave: (event) => {
        const inside = event.relatedTarget;
        const zone = event.currentTarget;
        if (inside instanceof Node && zone instanceof Node && zone.contains(inside)) return;
        setOver(undefined);
      },
      onDrop: (event) => {
        const kind = kindOf(event);
        setOver(undefined);
        if (kind === undefined) return;
        event.preventDefault();
        takes[kind]?.(event.dataTransfer?.getData(TYPES[kind]) ?? '');
      },
    },
  };
}

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Part } from '../../messages';

interface Pictured {
  phone: string;
  caption: Part[];
}

type MouthPicture = ComponentType<Pictured>;

/** Sounds side by side. They are fetched once they are shown, and where that fails the words beside them say enough. */
export function Mouths({ sounds }: { sounds: Pictured[] }) {
  const [picture, setPicture] = useState<{ kind: MouthPicture } | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    import('./Mouth').then(({ default: kind }) => setPicture({ kind }), () => setMissing(true));
  }, []);
  if (isMissing || !sounds.length) return null;
  const Mouth = picture?.kind;
  return <div class="row mouths">{Mouth && sounds.map((each, i) => <Mouth key={i} {...each} />)}</div>;
}

import { useEffect, useState } from 'preact/hooks';
import { submitCall } from '../../api/calls';
import { Uploads, type Upload } from './uploads';

export const uploads = new Uploads(submitCall);

addEventListener('beforeunload', (event) => {
  if (uploads.isSending()) event.preventDefault(); // files that are on their way would be lost
});

export function useUploads(): Upload[] {
  const [shown, setShown] = useState(() => uploads.all());
  useEffect(() => uploads.watch(() => setShown(uploads.all())), []);
  return shown;
}

import { useEffect, useState } from 'preact/hooks';
import { submitCall } from '../../api/calls';
import { onLeaving } from '../../api/sessions';
import { Uploads, type Upload } from './uploads';

export const uploads = new Uploads(submitCall);

addEventListener('beforeunload', (event) => {
  if (uploads.isSending()) event.preventDefault(); // files that are on their way would be lost
});

onLeaving(() => uploads.all().forEach(({ id }) => uploads.drop(id)));

export function useUploads(): Upload[] {
  const [shown, setShown] = useState(() => uploads.all());
  useEffect(() => uploads.watch(() => setShown(uploads.all())), []);
  return shown;
}

import { useEffect, useRef } from 'preact/hooks';
import { wantsLessMotion } from '../settings/look';

/** Columns of lowest and highest sample, -1…1, as a picture; what it shows is said elsewhere. */
export function Waveform({ columns, label }: { columns: [number, number][]; label?: string }) {
  const height = 48;
  const path = columns
    .map(([low, high], i) => `M${i} ${(24 - 23 * high).toFixed(1)}V${(24 - 23 * low + 0.6).toFixed(1)}`)
    .join('');
  return (
    <svg
      class="waveform"
      viewBox={`0 0 ${columns.length} ${height}`}
      preserveAspectRatio="none"
      role={label ? 'img' : 'presentation'}
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}

/** Draws what the microphone gives while it comes; for eyes alone. */
export function LiveWave({ levels }: { levels: { current: number[] } }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (wantsLessMotion()) return;
    let frame = 0;
    const draw = () => {
      const place = canvas.current;
      const pen = place?.getContext('2d');
      if (place && pen) {
        const { width, height } = place;
        pen.clearRect(0, 0, width, height);
        pen.fillStyle = getComputedStyle(place).color;
        const shown = levels.current.slice(-width / 4);
        shown.forEach((level, i) => {
          const tall = Math.max(2, level * height);
          pen.fillRect(i * 4, (height - tall) / 2, 3, tall);
        });
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);
  return <canvas class="live-wave" ref={canvas} width={480} height={56} aria-hidden="true" />;
}

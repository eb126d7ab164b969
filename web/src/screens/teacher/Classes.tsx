import { useState } from 'preact/hooks';
import { createClass, listClasses } from '../../api/classes';
import { t } from '../../messages';
import { Loading } from '../../parts/Loading';
import { Problem } from '../../parts/Problem';
import { useAsked } from '../../parts/useAsked';
import { to } from '../../routes';

export function Classes() {
  const asked = useAsked(listClasses, []);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const make = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      const made = await createClass(name);
      location.hash = to.teach(made.class_id, 'members');
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <>
      <p>{t('teach.what')}</p>
      <Loading asked={asked} />
      {asked.found?.length === 0 && <p>{t('teach.none')}</p>}
      <ul class="list">
        {asked.found?.map((each) => (
          <li key={each.class_id}>
            <a href={to.teach(each.class_id, 'members')}>
              {each.name}
              <br />
              <span class="small">{t('teach.n_members', { n: each.n_members })}</span>
            </a>
          </li>
        ))}
      </ul>
      <form class="card" onSubmit={make}>
        <h2>{t('teach.new')}</h2>
        <label>
          {t('teach.name')}
          <br />
          <input required maxLength={100} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <div class="row">
          <button type="submit" class="main">
            {t('teach.make')}
          </button>
        </div>
        {problem !== null && <Problem problem={problem} />}
      </form>
    </>
  );
}

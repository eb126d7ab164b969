/** Short texts to begin with, each full of sounds that many learners work on. */
export const TEXTS = [
  'I think this is a very good school, and my friends study here with me.',
  'We want to visit seven villages in the west before winter.',
  'She sells fresh fish at the small shop on the shore.',
  'Please bring three blue plates from the kitchen cupboard.',
  'The weather was better than they thought, so both of them went out together.',
  'He asked for a large coffee, and she wanted a glass of cold water.',
  'My brother lives near the river and works for a travel agency.',
  'It is important to develop your own photography.',
];

export const MOST_CHARACTERS = 2000;

/** The page of the gallery, as Markdown. */
export function galleryPage(entries, profile) {
  const size =
    profile === 'quick'
      ? 'with the small sizes of `--quick`, less than a minute each on two cores; leave `--quick` out for the sizes of a paper'
      : 'at their full sizes; `--quick` asks the same in less than a minute';
  const contents = entries.map(({ name, preset }) => `- [${text(preset.title)}](#${anchor(name)})`);
  return [
    '# Gallery',
    `Every figure that the presets draw, ${size}. \`npm run gallery\` makes this page; the command under a heading makes its data and pictures, with \`--out DIR\` where you want them. The numbers behind each picture are in [data](data); the tests draw all of them again.`,
    contents.join('\n'),
    ...entries.map(section),
    '',
  ].join('\n\n');
}

function section({ name, preset, command, figures }) {
  return [
    `## ${name}`,
    `**${text(preset.title)}.** ${text(preset.question)}`,
    `    ${command}`,
    ...figures.flatMap(({ image, title, caption, notes }) => [
      `![${text(title)}](${image})`,
      [`**${text(title)}.** ${text(caption)}`, ...notes.map(text)].join(' '),
    ]),
  ].join('\n\n');
}

/** Text in which Markdown sees no marks of its own. */
function text(words) {
  return words.replaceAll(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`);
}

/** As GitHub makes anchors of headings. */
function anchor(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

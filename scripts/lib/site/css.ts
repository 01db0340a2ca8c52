// Style sheets as they are sent. Pure.

/** Without comments and indentation, which are for those who write. A sheet stays one that can be read, rule by rule. */
export const smallCss = (css: string): string =>
  css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/ \{\n/g, '{')
    .replaceAll(/;\n\}/g, '}')
    .replaceAll(/;\n/g, ';')
    .replaceAll(/,\n/g, ',')
    .trim()

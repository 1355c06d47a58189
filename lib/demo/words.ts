import type { MeterWords, SkillNames, UnitNames } from '@/lib/core/usage/meter-words'

type Words = [name: string, one: string, other: string]
const of = ([name, one, other]: Words): UnitNames => ({ name, one, other })
const meter = (scale: number, en: Words, de: Words, fr: Words, it: Words): MeterWords => ({
  scale,
  words: { en: of(en), de: of(de), fr: of(fr), it: of(it) },
})

/** What the demo calls its meters; sandboxes are measured by the second and read by the hour. */
export const demoMeters: Readonly<Record<string, MeterWords>> = {
  'sandbox.seconds': meter(
    3600,
    ['Sandbox time', 'hour', 'hours'],
    ['Sandbox-Laufzeit', 'Stunde', 'Stunden'],
    ['Temps d’exécution des sandbox', 'heure', 'heures'],
    ['Tempo di esecuzione delle sandbox', 'ora', 'ore'],
  ),
  'node.hours': meter(
    1,
    ['Compute nodes', 'hour', 'hours'],
    ['Rechenknoten', 'Stunde', 'Stunden'],
    ['Nœuds de calcul', 'heure', 'heures'],
    ['Nodi di calcolo', 'ora', 'ore'],
  ),
  'doc.pages': meter(
    1,
    ['Processed pages', 'page', 'pages'],
    ['Verarbeitete Seiten', 'Seite', 'Seiten'],
    ['Pages traitées', 'page', 'pages'],
    ['Pagine elaborate', 'pagina', 'pagine'],
  ),
  'doc.units': meter(
    1,
    ['Document processing', 'document unit', 'document units'],
    ['Dokumentverarbeitung', 'Dokumenteinheit', 'Dokumenteinheiten'],
    ['Traitement de documents', 'unité de document', 'unités de document'],
    ['Elaborazione di documenti', 'unità di documento', 'unità di documento'],
  ),
  'llm.input_tokens': meter(
    1,
    ['Language model, input', 'token', 'tokens'],
    ['Sprachmodell, Eingabe', 'Token', 'Tokens'],
    ['Modèle de langage, entrée', 'token', 'tokens'],
    ['Modello linguistico, input', 'token', 'token'],
  ),
  'llm.output_tokens': meter(
    1,
    ['Language model, output', 'token', 'tokens'],
    ['Sprachmodell, Ausgabe', 'Token', 'Tokens'],
    ['Modèle de langage, sortie', 'token', 'tokens'],
    ['Modello linguistico, output', 'token', 'token'],
  ),
}

export const demoSkills: Readonly<Record<string, SkillNames>> = {
  ocr: {
    en: 'Text recognition',
    de: 'Texterkennung',
    fr: 'Reconnaissance de texte',
    it: 'Riconoscimento del testo',
  },
  translate: { en: 'Translation', de: 'Übersetzung', fr: 'Traduction', it: 'Traduzione' },
}

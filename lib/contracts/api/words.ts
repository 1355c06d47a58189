import { meterName, packageName } from '@/lib/contracts/common'
import {
  metersAnswer,
  meterWordsItem,
  meterWordsRequest,
  skillsAnswer,
  skillWordsItem,
  skillWordsRequest,
} from '@/lib/contracts/words'
import type { Parameter, RouteEntry, Shape } from './describe'

const admins = ['key funds:write', 'admin'] as const
const tag = 'Platform'

const words = {
  en: { name: 'Sandbox time', one: 'hour', other: 'hours' },
  de: { name: 'Sandbox-Zeit', one: 'Stunde', other: 'Stunden' },
  fr: { name: 'Temps de sandbox', one: 'heure', other: 'heures' },
  it: { name: 'Tempo di sandbox', one: 'ora', other: 'ore' },
}
const names = {
  en: 'Text recognition',
  de: 'Texterkennung',
  fr: 'Reconnaissance de texte',
  it: 'Riconoscimento di testo',
}
const meterExample = { meter: 'sandbox.seconds', unit: 'second', declared: true, scale: 3600, words }
const skillExample = { skill: 'ocr', declared: true, names }

const languagesInWords = { en: 'English', de: 'German', fr: 'French', it: 'Italian' } as const

/** A sentence for each language, and for each part of it. */
const inEveryLanguage = (field: string, what: string, parts: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(languagesInWords).flatMap(([language, word]) => [
      [`${field}.${language}`, `${what} in ${word}.`],
      ...Object.entries(parts).map(([part, text]) => [`${field}.${language}.${part}`, `${text}, in ${word}.`]),
    ]),
  ) as Readonly<Record<string, string>>

const wordFields = {
  scale: 'So many units of the meter are one of the unit that is shown: 3600 shows seconds as hours.',
  words: 'By language: the name of the meter, and its unit beside one and beside any other number.',
  ...inEveryLanguage('words', 'The meter', {
    name: 'The name of the meter',
    one: 'The unit beside one',
    other: 'The unit beside any other number',
  }),
}
const nameFields = { names: 'By language.', ...inEveryLanguage('names', 'The name of the skill', {}) }

const declareMeter: Shape = {
  name: 'MeterWordsRequest',
  schema: meterWordsRequest,
  description: 'What a meter and its unit are called on screens and documents.',
  fields: wordFields,
}
const meter: Shape = {
  name: 'MeterWords',
  schema: meterWordsItem,
  description: 'A meter and what it is called.',
  fields: {
    ...wordFields,
    meter: 'The meter.',
    unit: 'The unit in which its newest price counts; empty without one.',
    declared: 'Whether somebody said so; else these are its own name and usual words for its unit.',
  },
}
const meters: Shape = {
  name: 'Meters',
  schema: metersAnswer,
  description: 'Every meter that has a price or words of its own.',
  parts: [meter],
  fields: { meters: 'By name.' },
}
const declareSkill: Shape = {
  name: 'SkillWordsRequest',
  schema: skillWordsRequest,
  description: 'What a skill is called on screens and documents.',
  fields: nameFields,
}
const skill: Shape = {
  name: 'SkillWords',
  schema: skillWordsItem,
  description: 'A skill and what it is called.',
  fields: { skill: 'The skill.', declared: 'Whether somebody said so.', ...nameFields },
}
const skills: Shape = {
  name: 'Skills',
  schema: skillsAnswer,
  description: 'Every skill that has a price or names of its own.',
  parts: [skill],
  fields: { skills: 'By name.' },
}

const ofMeter: Parameter = { schema: meterName, description: 'The meter.', example: 'sandbox.seconds' }
const ofSkill: Parameter = { schema: packageName, description: 'The skill.', example: 'ocr' }
const frozen =
  'Invoices that were issued keep the words they were issued with. The key must not be limited to one organization.'

export const wordRoutes: readonly RouteEntry[] = [
  {
    method: 'GET',
    path: '/api/admin/meters',
    id: 'listMeters',
    tag,
    summary: 'List what meters are called',
    description:
      'Every meter with its names and units, declared or not. The key must not be limited to one organization.',
    callers: admins,
    answers: {
      200: { description: 'The meters.', shape: meters, examples: { 'One meter': { meters: [meterExample] } } },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'PUT',
    path: '/api/admin/meters/{meter}',
    id: 'declareMeter',
    tag,
    summary: 'Say what a meter is called',
    description: `Its name and unit in each language, and the unit in which quantities are shown. ${frozen}`,
    callers: admins,
    parameters: { meter: ofMeter },
    body: { shape: declareMeter, examples: { 'Seconds as hours': { scale: 3600, words } } },
    answers: { 200: { description: 'It is called so from now on.', shape: meter, examples: { Saved: meterExample } } },
    refusals: ['forbidden', 'not_printable'],
  },
  {
    method: 'GET',
    path: '/api/admin/skills',
    id: 'listSkills',
    tag,
    summary: 'List what skills are called',
    description: 'Every skill with its names, declared or not. The key must not be limited to one organization.',
    callers: admins,
    answers: {
      200: { description: 'The skills.', shape: skills, examples: { 'One skill': { skills: [skillExample] } } },
    },
    refusals: ['forbidden'],
  },
  {
    method: 'PUT',
    path: '/api/admin/skills/{skill}',
    id: 'declareSkill',
    tag,
    summary: 'Say what a skill is called',
    description: `Its name in each language. ${frozen}`,
    callers: admins,
    parameters: { skill: ofSkill },
    body: { shape: declareSkill, examples: { 'A skill': { names } } },
    answers: { 200: { description: 'It is called so from now on.', shape: skill, examples: { Saved: skillExample } } },
    refusals: ['forbidden', 'not_printable'],
  },
]

import type { Language } from '@/lib/core/invoices/snapshot'
import { de } from './de'
import { en } from './en'
import { fr } from './fr'
import { it } from './it'
import type { Words } from './words'

const languages: Readonly<Record<Language, Words>> = { en, de, fr, it }

export const wordsOf = (language: Language): Words => languages[language]

import { saveMeterWords, saveSkillWords } from '@/db/commands/words'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { refuseUnprintableText } from '@/lib/core/invoices/unprintable'
import { languages } from '@/lib/core/text/language'
import type { MeterWords, SkillNames } from '@/lib/core/usage/meter-words'
import { accept } from '@/lib/platform/errors'

/** Says what a meter and its unit are called from now on (M11). Invoices that were issued keep the words they froze. */
export const declareMeter = async (ctx: Ctx, meter: string, declared: MeterWords): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  for (const language of languages) {
    for (const [part, text] of Object.entries(declared.words[language])) {
      accept(refuseUnprintableText(`the words for ${meter}`, `words.${language}.${part}`, text))
    }
  }
  const audit = auditEntry(ctx, 'meter.words', { subject: meter, after: declared })
  await saveMeterWords(ctx.db, meter, declared, { by: actorName(ctx.actor), at: ctx.now, audit })
}

/** Says what a skill is called from now on. */
export const declareSkill = async (ctx: Ctx, skill: string, names: SkillNames): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  for (const language of languages) {
    accept(refuseUnprintableText(`the name of ${skill}`, `names.${language}`, names[language]))
  }
  const audit = auditEntry(ctx, 'skill.words', { subject: skill, after: names })
  await saveSkillWords(ctx.db, skill, names, { by: actorName(ctx.actor), at: ctx.now, audit })
}

import { expect, test } from 'vitest'
import { lettersInWords, printable, unprintableLetters } from './printable'

test.each([
  ['control characters and line ends become a space', 'a\u0000b\r\nc\u2028d\u0085e', 'a b c d e'],
  ['direction and zero-width characters are removed', 'in\u202evoice\u200b\u2066!', 'invoice!'],
  ['decomposed letters are composed', 'Mu\u0308ller', 'Müller'],
  ['characters without a shape show that something stood there', 'a 😀 שלום', 'a □ □□□□'],
  ['markup is printed as it was written', '<b>&amp;</b>', '<b>&amp;</b>'],
  ['lone halves of a character are removed', 'a\ud800b', 'ab'],
  ['letters that are drawn alike are one', 'Словʼянськ', 'Слов’янськ'],
])('%s', (_, text, printed) => {
  expect(printable(text)).toBe(printed)
})

test.each([
  'Công ty Đường Nguyễn Hữu Thọ',
  'Co\u0302ng ty Đu\u031bo\u031b\u0300ng',
  'ООО «Ромашка»',
  'Словʼянськ, вул. Ґонти',
  'Ελληνική Εταιρεία ΑΕ',
  'Żółć Gęślą Jaźń Sp. z o.o.',
  'İĞDIR ŞİŞE A.Ş.',
  'Lagos ₦ Ltd',
  'Þórður ehf. – “Ð”, 50 % & Co. (№ 1)',
])('%s is printed whole', (text) => {
  expect(unprintableLetters(text)).toEqual([])
  expect(printable(text)).not.toContain('□')
})

test.each([
  ['株式会社アルペンブリック', '株 式 会 社 ア ル ペ ン ブ リ ッ ク'],
  ['上海云计算有限公司', '上 海 云 计 算 有 限 公 司'],
  ['주식회사 한빛', '주 식 회 사 한 빛'],
  ['شركة الحوسبة', 'ش ر ك ة ا ل ح و س ب'],
  ['חברת ענן בע״מ', 'ח ב ר ת ע נ ן ״ מ'],
  ['บริษัท จำกัด', 'บ ร ิ ษ ั ท จ ำ ก ด'],
  ['Cloud ☁️ AG', '☁ U+FE0F'],
  ['Müller \ue000', 'U+E000'],
])('of %s the letters that cannot be printed are named', (text, letters) => {
  const found = unprintableLetters(text)
  expect(printable(text)).toMatch(found.includes('\ue000') ? /^Müller$/ : /□/)
  expect(lettersInWords(found).replaceAll('U+0E34', 'ิ').replaceAll('U+0E31', 'ั')).toBe(letters)
})

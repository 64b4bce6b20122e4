import type { Cell, Sheet } from "./cells";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OF_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** The parts around a sheet, as ECMA-376 wants them; texts stand in their cells. */
const PARTS = {
  "[Content_Types].xml":
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${OF_TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${OF_TYPE}.worksheet+xml"/></Types>`,
  "_rels/.rels": related(`${OFFICE}/officeDocument`, "xl/workbook.xml"),
  "xl/workbook.xml":
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": related(`${OFFICE}/worksheet`, "worksheets/sheet1.xml"),
};
const NOT_OF_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A workbook of one sheet; what is a word stays one, whatever it begins with. */
export function workbook({ titles, rows }: Sheet): Blob {
  const lines = [titles, ...rows].map((cells) => `<row>${cells.map(cell).join("")}</row>`);
  const sheet = `<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  const parts = { ...PARTS, "xl/worksheets/sheet1.xml": sheet };
  return zip(Object.entries(parts).map(([name, xml]) => [name, HEAD + xml]));
}

function related(type: string, target: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${type}" Target="${target}"/></Relationships>`;
}

function cell(value: Cell): string {
  if (value === null) return "<c/>";
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  const text = value.replace(NOT_OF_XML, "").replace(/[&<>"]/g, (found) => ESCAPED[found]!);
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** Files put together without compression (APPNOTE 4.3): sheets of a page are small. */
function zip(files: [name: string, text: string][]): Blob {
  const encoder = new TextEncoder();
  const body: Uint8Array<ArrayBuffer>[] = [];
  const index: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const [name, text] of files) {
    const [title, bytes] = [encoder.encode(name), encoder.encode(text)];
    const facts = [20, 0x800, 0, 0, 0x21] as const; // version, names in UTF-8, no compression, 1980
    const sums = [checksum(bytes), bytes.length, bytes.length] as const;
    const head = packed([0x04034b50], facts, sums, [title.length, 0]);
    index.push(
      packed([0x02014b50], [20, ...facts], sums, [title.length, 0, 0, 0, 0], [0, at]),
      title,
    );
    body.push(head, title, bytes);
    at += head.length + title.length + bytes.length;
  }
  const size = index.reduce((sum, part) => sum + part.length, 0);
  const end = packed([0x06054b50], [0, 0, files.length, files.length], [size, at], [0]);
  return new Blob([...body, ...index, end], { type: TYPE });
}

/** Numbers in little endian: groups of four bytes and of two take turns. */
function packed(...groups: (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const sizes = groups.map((_, place) => (place % 2 ? 2 : 4));
  const length = groups.reduce((sum, group, place) => sum + group.length * sizes[place]!, 0);
  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  groups.forEach((group, place) => {
    for (const value of group) {
      if (sizes[place] === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += sizes[place]!;
    }
  });
  return new Uint8Array(view.buffer);
}

/** CRC-32 of zip files, a bit at a time. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

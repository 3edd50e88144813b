"""What an archive tells whoever opens it, perhaps in twenty years."""

README = """\
A BADGE, KEPT SO THAT IT CAN BE CHECKED LATER                  (en español, más abajo)

This archive was made at {as_of}. It holds signed badges (Open Badges 3.0)
and everything that a check of them needs. No website and no internet is needed.

How to check
1. Unpack this zip file.
2. Open verify.html with a web browser. It works from your disk and asks nobody.
3. Drop this zip file on that page, or choose the unpacked folder there.

What the answer means
- The keys that the check uses came in this same archive. Whoever made it could have made
  both, so the page says "not fully checked" until you tell it which keys you know: first
  drop a list of known issuers (trust.json) that names the issuer and its keys and that you
  had from somewhere else: from the issuer, or kept by your own office.
- The issuer's list of withdrawn badges is as old as this archive. The check can say
  "No withdrawal known as of" that day. Whether the badge was withdrawn later, nobody can
  see from here: ask the issuer.
- Once the list has reached its own end, the page says so. The command
  "badgepress verify --as-of {day} --trust trust.json FILE.zip" judges as of that day.

If verify.html does not open any more: the .json files in badges/ are W3C Verifiable
Credentials 2.0 in JSON-LD, each with one proof of the suite eddsa-rdfc-2022 (Ed25519). The
public keys are in the did.json files under documents/ (did:web, Multikey). The lists of
withdrawals there are W3C Bitstring Status Lists. Any program for these standards will do.

----------------------------------------------------------------------------------------

UNA INSIGNIA, GUARDADA PARA PODER COMPROBARLA MÁS ADELANTE

Este archivo se hizo el {as_of}. Contiene insignias firmadas (Open Badges 3.0)
y todo lo que hace falta para comprobarlas, sin sitio web y sin internet.

Cómo comprobar
1. Descomprima este archivo zip.
2. Abra verify.html con un navegador. Funciona desde su disco y no pregunta a nadie.
3. Suelte este archivo zip sobre esa página, o elija allí la carpeta descomprimida.

Qué significa la respuesta
- Las claves con las que se comprueba venían en este mismo archivo. Quien lo hizo pudo
  haber hecho ambas cosas; por eso la página dice "not fully checked" (no comprobado del
  todo) hasta que usted le diga qué claves conoce: suelte primero una lista de emisores
  conocidos (trust.json) que nombre al emisor y sus claves y que usted tenga de otra parte:
  del propio emisor, o guardada por su oficina.
- La lista de insignias retiradas es tan antigua como este archivo. La comprobación puede
  decir "No withdrawal known as of" (no consta retirada hasta) ese día. Si la insignia se
  retiró después, no se puede ver desde aquí: pregunte al emisor.
- Cuando la lista llega a su propio fin, la página lo dice. La orden
  "badgepress verify --as-of {day} --trust trust.json FILE.zip" juzga a esa fecha.

Si verify.html ya no se abre: los archivos .json de badges/ son credenciales verificables
del W3C (Verifiable Credentials 2.0, JSON-LD), cada una con una prueba eddsa-rdfc-2022
(Ed25519). Las claves públicas están en los archivos did.json de documents/ (did:web,
Multikey). Las listas de retiradas son W3C Bitstring Status Lists. Sirve cualquier programa
para estos estándares.

----------------------------------------------------------------------------------------

badges / insignias
{badges}

documents, and when each was had / documentos, y cuándo se obtuvo cada uno
{documents}
"""

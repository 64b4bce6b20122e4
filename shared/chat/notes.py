"""What to know of an answer before one goes by it, in sentences for whoever reads it."""

from shared.chat import personas
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.llm.catalogue import Model


def of(persona: str, model: Model, locale: Locale) -> list[str]:
    keys = [
        *(["demonstration"] if model.demonstrates else []),
        *(["ask_a_doctor"] if persona == personas.DRUG_ADVISOR else []),
    ]
    return [locales.say(key, locale) for key in keys]

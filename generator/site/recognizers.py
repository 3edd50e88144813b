"""The pages of recognizers."""

from markupsafe import Markup

from generator.model import addresses
from generator.model.recognizer import Recognizer
from generator.site import words
from generator.site.cards import contact_view, honors_views, logo_path
from generator.site.links import Place
from generator.site.prose import prose
from generator.site.relations import Honor
from generator.site.scene import Scene
from generator.site.views import Fact, RecognizerPage


def recognizer_page(scene: Scene, recognizer: Recognizer) -> RecognizerPage:
    """Who honors badges, which, and with what."""
    path = addresses.recognizer_page("", recognizer.slug)
    here = Place(path)
    honors, past_honors = honors_views(
        scene, tuple(Honor(recognizer, each) for each in recognizer.honors), here, covers=True
    )
    return RecognizerPage(
        name=recognizer.name,
        kind=words.RECOGNIZER[recognizer.kind],
        summary=recognizer.summary,
        logo=here.to(logo_path(path, recognizer.logo)) if recognizer.logo else "",
        description=prose(recognizer.description) if recognizer.description else Markup(),
        facts=(Fact("Website", recognizer.url, recognizer.url),),
        honors=honors,
        past_honors=past_honors,
        contact=contact_view(recognizer.contact),
        json="recognizer.json",
        did_json="did.json" if recognizer.keys else "",
    )

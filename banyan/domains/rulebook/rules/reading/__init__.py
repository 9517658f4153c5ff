"""Reading an agency's own rulebook: from a file to a tree, kept to the character, its defects named and not mended."""

from banyan.domains.rulebook.rules.reading.defects import Defect
from banyan.domains.rulebook.rules.reading.outline import Headline
from banyan.domains.rulebook.rules.reading.refusals import UnreadableRulebook
from banyan.domains.rulebook.rules.reading.source import Source, read
from banyan.domains.rulebook.rules.reading.tree import Node, Tree, plant

__all__ = ["Defect", "Headline", "Node", "Source", "Tree", "UnreadableRulebook", "plant", "read"]

"""What each verb of a body becomes: one function a verb, and the table that names them all."""

from engine.compiler import schema
from engine.compiler.nodes import Scalar
from engine.compiler.verbs import asking, checkpoints, choices, deals, effects, leaving, prose, ways, world
from engine.compiler.weave import Verbs

VERBS: Verbs = {
    Scalar: prose.passage,
    schema.Say: prose.say,
    schema.Takes: prose.takes,
    schema.Do: effects.do,
    schema.RememberItem: effects.remember,
    schema.If: ways.when,
    schema.Match: ways.match,
    schema.VaryItem: ways.vary,
    schema.ChanceItem: ways.chance,
    schema.AskItem: asking.ask,
    schema.GoItem: leaving.leave,
    schema.CallItem: leaving.call,
    schema.ReturnItem: leaving.give_back,
    schema.TravelItem: world.travel,
    schema.CrossItem: world.cross,
    schema.CrossingShape: world.decide,
    schema.EndItem: leaving.close,
    schema.Interrupt: leaving.interrupt,
    schema.DealItem: deals.deal,
    schema.CheckpointItem: checkpoints.checkpoint,
    schema.ChoicesItem: choices.choices,
}
"""By the class of an item's shape; a `Scalar` is prose."""

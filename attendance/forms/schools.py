"""What is filled in about schools."""

from django import forms


class AdviceForm(forms.Form):
    """Advice to a school on its registers."""

    advice = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
